/** Checks at compile time that the schemas match the types of Cloudflare's SDK. */
import type * as Interconnects from "cloudflare/resources/magic-transit/cf-interconnects";
import type * as GreTunnels from "cloudflare/resources/magic-transit/gre-tunnels";
import type * as IpsecTunnels from "cloudflare/resources/magic-transit/ipsec-tunnels";
import type * as Routes from "cloudflare/resources/magic-transit/routes";
import type { Route } from "../network/routes";
import type { Fits } from "../testing/fits";
import type { GreTunnel, GreTunnelRequest, GreTunnelUpdate } from "./schemas/gre-tunnel";
import type { MagicInterconnect, MagicInterconnectUpdate } from "./schemas/interconnect";
import type { IpsecTunnel, IpsecTunnelRequest } from "./schemas/ipsec-tunnel";
import type { MagicRouteRequest } from "./schemas/route";

type InPath = "account_id" | "x-magic-new-hc-target";

const answers: {
  interconnects: Fits<
    { interconnects: MagicInterconnect[] },
    Interconnects.CfInterconnectListResponse
  >;
  interconnect: Fits<{ interconnect: MagicInterconnect }, Interconnects.CfInterconnectGetResponse>;
  update: Fits<
    { modified: boolean; modified_interconnect: MagicInterconnect },
    Interconnects.CfInterconnectUpdateResponse
  >;
  routes: Fits<{ routes: Route[] }, Routes.RouteListResponse>;
  route: Fits<{ route: Route }, Routes.RouteGetResponse>;
  newRoute: Fits<Route, Routes.RouteCreateResponse>;
  changedRoute: Fits<{ modified: boolean; modified_route: Route }, Routes.RouteUpdateResponse>;
  changedRoutes: Fits<{ modified_routes: Route[] }, Routes.RouteBulkUpdateResponse>;
  deletedRoute: Fits<{ deleted: boolean; deleted_route: Route }, Routes.RouteDeleteResponse>;
  deletedRoutes: Fits<{ deleted_routes: Route[] }, Routes.RouteEmptyResponse>;
  greTunnels: Fits<{ gre_tunnels: GreTunnel[] }, GreTunnels.GRETunnelListResponse>;
  greTunnel: Fits<{ gre_tunnel: GreTunnel }, GreTunnels.GRETunnelGetResponse>;
  newGreTunnel: Fits<GreTunnel, GreTunnels.GRETunnelCreateResponse>;
  changedGreTunnel: Fits<
    { modified: boolean; modified_gre_tunnel: GreTunnel },
    GreTunnels.GRETunnelUpdateResponse
  >;
  deletedGreTunnel: Fits<
    { deleted: boolean; deleted_gre_tunnel: GreTunnel },
    GreTunnels.GRETunnelDeleteResponse
  >;
  ipsecTunnels: Fits<{ ipsec_tunnels: IpsecTunnel[] }, IpsecTunnels.IPSECTunnelListResponse>;
  ipsecTunnel: Fits<{ ipsec_tunnel: IpsecTunnel }, IpsecTunnels.IPSECTunnelGetResponse>;
  newIpsecTunnel: Fits<IpsecTunnel, IpsecTunnels.IPSECTunnelCreateResponse>;
  changedIpsecTunnel: Fits<
    { modified: boolean; modified_ipsec_tunnel: IpsecTunnel },
    IpsecTunnels.IPSECTunnelUpdateResponse
  >;
  deletedIpsecTunnel: Fits<
    { deleted: boolean; deleted_ipsec_tunnel: IpsecTunnel },
    IpsecTunnels.IPSECTunnelDeleteResponse
  >;
} = {
  interconnects: true,
  interconnect: true,
  update: true,
  routes: true,
  route: true,
  newRoute: true,
  changedRoute: true,
  changedRoutes: true,
  deletedRoute: true,
  deletedRoutes: true,
  greTunnels: true,
  greTunnel: true,
  newGreTunnel: true,
  changedGreTunnel: true,
  deletedGreTunnel: true,
  ipsecTunnels: true,
  ipsecTunnel: true,
  newIpsecTunnel: true,
  changedIpsecTunnel: true,
  deletedIpsecTunnel: true,
};

/** The schemas accept everything that the SDK can send. */
const requests: {
  interconnect: Fits<
    Omit<Interconnects.CfInterconnectUpdateParams, InPath>,
    MagicInterconnectUpdate
  >;
  route: Fits<Omit<Routes.RouteCreateParams, InPath>, MagicRouteRequest>;
  newGreTunnel: Fits<Omit<GreTunnels.GRETunnelCreateParams, InPath>, GreTunnelRequest>;
  greTunnel: Fits<Omit<GreTunnels.GRETunnelUpdateParams, InPath>, GreTunnelUpdate>;
  newIpsecTunnel: Fits<Omit<IpsecTunnels.IPSECTunnelCreateParams, InPath>, IpsecTunnelRequest>;
  ipsecTunnel: Fits<Omit<IpsecTunnels.IPSECTunnelUpdateParams, InPath>, IpsecTunnelRequest>;
} = {
  interconnect: true,
  route: true,
  newGreTunnel: true,
  greTunnel: true,
  newIpsecTunnel: true,
  ipsecTunnel: true,
};

test("the schemas match the types of the SDK at compile time", () => {
  expect(new Set([...Object.values(answers), ...Object.values(requests)])).toEqual(new Set([true]));
});
