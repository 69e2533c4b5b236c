@node "%~dp0pulumi-resource-cloudflare-cni" %*
