module cni-go

go 1.25

require (
	github.com/pulumi/pulumi/sdk/v3 v3.206.0
	pulumi-cloudflare-cni/sdk/go v0.1.0
)
