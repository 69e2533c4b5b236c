resource account "cloudflare-cni:index:CniSettings" {
  defaultAsn = 64512
}
