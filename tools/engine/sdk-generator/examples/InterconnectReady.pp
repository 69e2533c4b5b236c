resource port "cloudflare-cni:index:Interconnect" {
  slotId = "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10"
}

resource ready "cloudflare-cni:index:InterconnectReady" {
  interconnect = port.id
  stableFor    = "2m"
  timeout      = "2h"
}

output isUp {
  value = ready.ready
}
