resource transit "cloudflare-cni:index:InterconnectGroup" {
  intent                  = "site-diverse"
  demand                  = { toCustomer = 8, toCloudflare = 1 }
  backup                  = { kind = "internet", name = "two ISPs", capacity = 10 }
  maintenanceNotification = [
    { alertType = "cni_maintenance_notification" },
    { alertType = "maintenance_event_notification" },
  ]
  healthCheck = { enabled = true }
  ports       = {
    ewr = {
      slot     = { facility = "Equinix NY1" }
      customer = { router = "edge-1" }
      session  = { steering = "primary", prefixes = ["203.0.113.0/24"] }
    }
    lax = {
      slot     = { facility = "CoreSite LA1" }
      customer = { router = "edge-2" }
      session  = { steering = "secondary", prefixes = ["203.0.113.0/24"] }
    }
  }
}

output configured {
  value = transit.configured
}
