"""Three ports at three facilities in two metros, which survive the failure of a device, a facility or a metro."""

import pulumi
import pulumi_cloudflare_cni as cni

config = pulumi.Config()


def session(steering: cni.Steering) -> cni.GroupSessionArgs:
    """Returns a session whose router withdraws its route to Cloudflare if Cloudflare's end stops responding."""
    return cni.GroupSessionArgs(
        steering=steering, tracked_within=3, prefixes=["203.0.113.0/24"]
    )


transit = cni.InterconnectGroup(
    "transit",
    intent=cni.Intent.SITE_DIVERSE,
    # Gbps that the design must carry during every single failure.
    demand=cni.DemandArgs(to_customer=10, to_cloudflare=1),
    # Cloudflare requires a backup path that does not use interconnects.
    backup=cni.GroupBackupArgs(
        kind="internet", name="two ISPs", capacity=10, local_preference=40
    ),
    # Alerts about maintenance. Notification policies for them must exist.
    maintenance_notification=[
        cni.MaintenanceNotificationArgs(alert_type=cni.MaintenanceAlert.CNI),
        cni.MaintenanceNotificationArgs(alert_type=cni.MaintenanceAlert.POP),
    ],
    # Cloudflare stops using a dead link only if a health check fails.
    health_check=cni.HealthCheckArgs(enabled=True),
    ready=cni.GroupReadyArgs(timeout=config.require("readyTimeout")),
    ports={
        "ewr1": cni.GroupPortArgs(
            slot=cni.SlotArgs(facility="Equinix NY1"),
            customer=cni.CustomerEndArgs(router="edge-1", site="Newark"),
            session=session(cni.Steering.PRIMARY),
        ),
        "ewr2": cni.GroupPortArgs(
            slot=cni.SlotArgs(facility="Digital Realty JFK10"),
            customer=cni.CustomerEndArgs(router="edge-2", site="Secaucus"),
            session=session(cni.Steering.SECONDARY),
        ),
        "lax1": cni.GroupPortArgs(
            slot=cni.SlotArgs(facility="CoreSite LA1"),
            customer=cni.CustomerEndArgs(router="edge-3", site="Los Angeles"),
            session=session(cni.Steering.STANDBY),
        ),
    },
)

# Static routes to create, for example with `MagicWanStaticRoute` of `pulumi_cloudflare`.
pulumi.export("routes", transit.routes)
pulumi.export("configured", transit.configured)
pulumi.export("operational", transit.operational)
pulumi.export("blockers", transit.blockers)
pulumi.export("capacity", transit.capacity)
pulumi.export("outage", transit.outage)
