// Three ports at three facilities in two metros, which survive the failure of a device, a facility or a metro.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	"pulumi-cloudflare-cni/sdk/go/cloudflarecni"
)

// port returns a port whose customer router withdraws its route to Cloudflare if Cloudflare's end stops responding.
func port(facility, router, site string, steering cloudflarecni.Steering) cloudflarecni.GroupPortArgs {
	return cloudflarecni.GroupPortArgs{
		Slot:     cloudflarecni.SlotArgs{Facility: pulumi.String(facility)},
		Customer: &cloudflarecni.CustomerEndArgs{Router: router, Site: &site},
		Session: cloudflarecni.GroupSessionArgs{
			Steering:      &steering,
			TrackedWithin: pulumi.IntRef(3),
			Prefixes:      []string{"203.0.113.0/24"},
		},
	}
}

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		transit, err := cloudflarecni.NewInterconnectGroup(ctx, "transit", &cloudflarecni.InterconnectGroupArgs{
			Intent: cloudflarecni.IntentSiteDiverse,
			// Gbps that the design must carry during every single failure.
			Demand: &cloudflarecni.DemandArgs{
				ToCustomer:   pulumi.Float64Ref(10),
				ToCloudflare: pulumi.Float64Ref(1),
			},
			// Cloudflare requires a backup path that does not use interconnects.
			Backup: &cloudflarecni.GroupBackupArgs{
				Kind:            "internet",
				Name:            pulumi.StringRef("two ISPs"),
				Capacity:        pulumi.Float64Ref(10),
				LocalPreference: pulumi.IntRef(40),
			},
			// Alerts about maintenance. Notification policies for them must exist.
			MaintenanceNotification: []cloudflarecni.MaintenanceNotificationArgs{
				{AlertType: cloudflarecni.MaintenanceAlertCni},
				{AlertType: cloudflarecni.MaintenanceAlertPop},
			},
			// Cloudflare stops using a dead link only if a health check fails.
			HealthCheck: &cloudflarecni.HealthCheckArgs{Enabled: pulumi.Bool(true)},
			Ready: cloudflarecni.GroupReadyArgs{
				Timeout: pulumi.String(config.Require(ctx, "readyTimeout")),
			},
			Ports: map[string]cloudflarecni.GroupPortArgs{
				"ewr1": port("Equinix NY1", "edge-1", "Newark", cloudflarecni.SteeringPrimary),
				"ewr2": port("Digital Realty JFK10", "edge-2", "Secaucus", cloudflarecni.SteeringSecondary),
				"lax1": port("CoreSite LA1", "edge-3", "Los Angeles", cloudflarecni.SteeringStandby),
			},
		})
		if err != nil {
			return err
		}
		// Static routes to create, for example with `MagicWanStaticRoute` of Pulumi's Cloudflare package.
		ctx.Export("routes", transit.Routes)
		ctx.Export("configured", transit.Configured)
		ctx.Export("operational", transit.Operational)
		ctx.Export("blockers", transit.Blockers)
		ctx.Export("capacity", transit.Capacity)
		ctx.Export("outage", transit.Outage)
		return nil
	})
}
