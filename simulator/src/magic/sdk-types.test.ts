/** The schemas match the types of Cloudflare's SDK. The compiler checks this, not the test run. */
import type * as Interconnects from "cloudflare/resources/magic-transit/cf-interconnects";
import type * as Routes from "cloudflare/resources/magic-transit/routes";
import type { Route } from "../network/routes";
import type { Fits } from "../testing/fits";
import type { MagicInterconnect, MagicInterconnectUpdate } from "./schemas/interconnect";
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
};

/** The schemas accept everything that the SDK can send. */
const requests: {
  interconnect: Fits<
    Omit<Interconnects.CfInterconnectUpdateParams, InPath>,
    MagicInterconnectUpdate
  >;
  route: Fits<Omit<Routes.RouteCreateParams, InPath>, MagicRouteRequest>;
} = { interconnect: true, route: true };

test("the schemas match the types of the SDK at compile time", () => {
  expect(new Set([...Object.values(answers), ...Object.values(requests)])).toEqual(new Set([true]));
});
