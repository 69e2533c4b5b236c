resource first "cloudflare-cni:index:Interconnect" {
  slot = { facility = "Equinix NY5", speed = "10G" }
}

// At the same facility, on another device.
resource second "cloudflare-cni:index:Interconnect" {
  slot = { facility = "Equinix NY5", speed = "10G", avoidDevices = [first.device] }
}

output devices {
  value = [first.device, second.device]
}
