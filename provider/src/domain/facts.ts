/**
 * Figures that Cloudflare publishes about interconnects. Each fact appears once, with its source, date and certainty.
 */

/**
 * Certainty of a fact. `sure`: the published sources agree. `likely`: the fact interprets a single source.
 * `contradicted`: current sources disagree, and the value is the more cautious reading.
 */
export type Certainty = "sure" | "likely" | "contradicted";

export interface Fact<T> {
  value: T;
  /** Description of the value for the table in docs/rules.md. */
  what: string;
  /** Page of Cloudflare's documentation. */
  source: string;
  /** Date of the page's text, as `YYYY-MM-DD`. */
  asOf: string;
  certainty: Certainty;
  /** Alternative reading, if sources disagree. */
  note?: string;
}

const DOCS = "https://developers.cloudflare.com";
export const PAGES = {
  overview: `${DOCS}/network-interconnect/`,
  getStarted: `${DOCS}/network-interconnect/get-started/`,
  locations: `${DOCS}/network-interconnect/locations/`,
  maintenance: `${DOCS}/network-interconnect/maintenance/`,
  alerts: `${DOCS}/network-interconnect/monitoring-and-alerts/`,
  steering: `${DOCS}/magic-transit/reference/traffic-steering/`,
  healthChecks: `${DOCS}/magic-transit/reference/tunnel-health-checks/`,
  healthCheckDirections: `${DOCS}/magic-transit/how-to/configure-tunnel-endpoints/`,
  mss: `${DOCS}/magic-transit/reference/mtu-mss/`,
  egress: `${DOCS}/magic-transit/reference/egress/`,
  configureRoutes: `${DOCS}/magic-transit/how-to/configure-routes/`,
  slotsApi: `${DOCS}/api/resources/network_interconnects/subresources/slots/`,
} as const;

const SEPTEMBER = "2026-09-17";

/** Defines a fact on which the published sources agree. */
function sure<T>(value: T, what: string, source: string, asOf = SEPTEMBER): Fact<T> {
  return { value, what, source, asOf, certainty: "sure" };
}

export const FACTS = {
  toCloudflarePerCni: sure(
    1,
    "maximum throughput in Gbps toward Cloudflare per CNI on v2, regardless of the port's speed",
    PAGES.getStarted,
  ),
  toCloudflarePerGreTunnel: sure(
    1,
    "maximum throughput in Gbps toward Cloudflare per GRE tunnel on v1",
    PAGES.getStarted,
  ),
  sla: sure("none", "service level agreement for interconnects", PAGES.getStarted),
  opticsReach: sure(
    10,
    "maximum reach of the optics in km (10GBASE-LR, 100GBASE-LR, 100GBASE-LR4)",
    PAGES.getStarted,
  ),
  optics: sure(
    {
      "v1, 10 Gbps": "10GBASE-LR",
      "v1, 100 Gbps": "100GBASE-LR",
      "v2, 10 Gbps": "10GBASE-LR",
      "v2, 100 Gbps": "100GBASE-LR4",
    },
    "optics by dataplane and speed",
    PAGES.getStarted,
  ),
  fibre: sure("single-mode", "kind of fibre", PAGES.getStarted),
  connector: {
    value: "LC duplex",
    what: "connector of these optics, which the page does not name",
    source: PAGES.getStarted,
    asOf: SEPTEMBER,
    certainty: "likely",
  },
  leastLight: sure(
    -20,
    "light level in dBm below which Cloudflare's end of a link is Unhealthy",
    PAGES.alerts,
  ),
  crossConnectDays: sure(
    { least: 7, most: 14 },
    "usual days until a facility has built a cross-connect; it may take longer",
    PAGES.getStarted,
  ),
  provisioningDays: sure(
    { least: 14, most: 28 },
    "usual days from the order of a port to traffic",
    PAGES.getStarted,
  ),
  mtu: sure(
    1500,
    "maximum IP packet size in bytes: both directions on v2, from Cloudflare on v1",
    PAGES.overview,
  ),
  mtuInGre: sure(
    1476,
    "maximum IP packet size in bytes toward Cloudflare on v1, inside a GRE tunnel",
    PAGES.overview,
  ),
  mssOnTransitPorts: sure(
    1436,
    "maximum TCP segment size in bytes on the transit ports for direct server return over tunnels",
    PAGES.mss,
  ),
  mssInGre: sure(
    1436,
    "maximum TCP segment size in bytes on the inner interface of a GRE tunnel",
    PAGES.mss,
  ),
  mssInIpsec: sure(
    1360,
    "maximum TCP segment size in bytes on the inner interface of an IPsec tunnel",
    PAGES.mss,
  ),
  longestAnnouncedIpv4: sure(
    24,
    "maximum prefix length for IPv4 onboarding and for peering with AS13335",
    PAGES.steering,
  ),
  longestAnnouncedIpv6: sure(
    48,
    "maximum prefix length for IPv6 onboarding and for peering with AS13335",
    PAGES.steering,
  ),
  bgpPriority: sure(100, "priority of a route learned by BGP without a community", PAGES.steering),
  /** Priority by BGP community. If a route has several communities, the lowest priority applies. */
  communityPriorities: sure(
    {
      "13335:60010": 10,
      "13335:60050": 50,
      "13335:60150": 150,
      "13335:60200": 200,
      "13335:60901": 501_000,
      "13335:60902": 1_001_000,
    },
    "priority of a route learned by BGP, by community",
    PAGES.steering,
  ),
  prependPenalty: {
    value: 10,
    what: "priority added for each additional own ASN in the AS path",
    source: PAGES.steering,
    asOf: SEPTEMBER,
    certainty: "contradicted",
    note: "the page's own example adds 15 for each",
  },
  degradedPenalty: sure(
    500_000,
    "priority added while a health check finds the tunnel degraded",
    PAGES.healthChecks,
  ),
  downPenalty: sure(
    1_000_000,
    "priority added while a health check finds the tunnel down; the route is never removed",
    PAGES.healthChecks,
  ),
  degradedShare: sure(
    0.001,
    "share of probes in five minutes that must fail, with at least two failures, before a tunnel is degraded",
    PAGES.healthChecks,
  ),
  downProbes: sure(
    3,
    "failed probes within one second, without a success, that make a tunnel down",
    PAGES.healthChecks,
  ),
  legacyTargets: sure(
    "172.64.240.252/30",
    "targets of legacy bidirectional health checks",
    PAGES.healthChecks,
  ),
  holdTimeCni: sure(
    240,
    "seconds of Cloudflare's BGP hold time on a CNI; the smaller value of both ends applies",
    PAGES.steering,
  ),
  holdTimeTunnel: sure(
    90,
    "seconds of Cloudflare's BGP hold time on a GRE or IPsec tunnel",
    PAGES.steering,
  ),
  prefixesOverTunnel: sure(
    5000,
    "maximum number of prefixes in a BGP session over a GRE or IPsec tunnel; Cloudflare publishes no limit for a CNI",
    PAGES.steering,
  ),
  keepalivesPerHoldTime: sure(3, "keepalives per hold time", PAGES.steering),
  gracefulRestart: sure(
    120,
    "seconds for which Cloudflare, as graceful-restart helper, keeps the routes of a CNI",
    PAGES.steering,
  ),
  convergence: {
    value: 20,
    what: "seconds, approximately, until a route change reaches every data center",
    source: PAGES.steering,
    asOf: SEPTEMBER,
    certainty: "contradicted",
    note: "the same page says no more than a few minutes",
  },
  maintenanceNotice: sure(
    7,
    "days of notice before routine maintenance, on v2 in multi-homed PoPs",
    PAGES.maintenance,
    "2026-09-11",
  ),
  maintenanceOnDifferentDays: sure(
    true,
    "routine maintenance of redundant devices at one location falls on different days (v2, multi-homed PoPs)",
    PAGES.maintenance,
    "2026-09-11",
  ),
  coordinatedAcrossMetros: {
    value: false,
    what: "routine maintenance is coordinated between metros",
    source: PAGES.locations,
    asOf: SEPTEMBER,
    certainty: "contradicted",
    note: "the maintenance page of 2026-09-11 says that it is coordinated across locations",
  },
  bgpOverCni: sure(
    "closed beta",
    "release stage of BGP over CNI with Magic routing; not available to new customers",
    PAGES.steering,
    "2026-10-15",
  ),
  egressNeedsGre: sure(
    true,
    "on v1, Magic Transit with egress needs GRE; only direct server return works without GRE",
    PAGES.getStarted,
  ),
  wanNeedsGre: sure(true, "on v1, Cloudflare WAN needs GRE", PAGES.overview),
  peeringNeedsV1: sure(true, "peering with AS13335 needs v1", PAGES.overview),
} satisfies Record<string, Fact<unknown>>;

/** Date of the newest fact, as `YYYY-MM-DD`. */
export const FACTS_AS_OF = Object.values(FACTS)
  .map(({ asOf }) => asOf)
  .toSorted()
  .reduce((_, later) => later);
