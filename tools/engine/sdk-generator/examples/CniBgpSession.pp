config md5Key "string" {
}

resource port "cloudflare-cni:index:Interconnect" {
  slotId = "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10"
}

resource session "cloudflare-cni:index:CniBgpSession" {
  interconnect = port.id
  magic        = { conduitName = "ewr" }
  bgp          = { customerAsn = 65010, extraPrefixes = ["0.0.0.0/0"], md5Key = secret(md5Key) }
}

output neighbor {
  value = session.cloudflareIp
}
