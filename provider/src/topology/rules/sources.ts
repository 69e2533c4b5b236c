/** Cloudflare's pages that the rules come from. */

const CNI = "https://developers.cloudflare.com/network-interconnect/";
const MAGIC_TRANSIT = "https://developers.cloudflare.com/magic-transit/";

export const OVERVIEW = CNI;
export const GET_STARTED = `${CNI}get-started/`;
export const LOCATIONS_PAGE = `${CNI}locations/`;
export const MAINTENANCE = `${CNI}maintenance/`;
export const ALERTS = `${CNI}monitoring-and-alerts/`;
export const RESILIENCY = `${CNI}resiliency/`;
export const MAGIC_OVER_CNI = `${MAGIC_TRANSIT}network-interconnect/`;
export const STEERING = `${MAGIC_TRANSIT}reference/traffic-steering/`;
export const SLOTS_API =
  "https://developers.cloudflare.com/api/resources/network_interconnects/subresources/slots/";
