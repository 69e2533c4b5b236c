// 10.255.0.0/16 cut into /31s: room for 32,768 CNIs at a time.
const subnets = 32_768;

/** The two ends of a CNI's /31: `p2p_ip` is Cloudflare's, `cust_ip` the customer's. */
export interface PointToPoint {
  readonly p2p_ip: string;
  readonly cust_ip: string;
}

function address(host: number): string {
  return `10.255.${host >> 8}.${host & 255}/31`;
}

/** The lowest /31 of which Cloudflare's end is not in use, if one is left. */
export function freePointToPoint(used: ReadonlySet<string>): PointToPoint | undefined {
  for (let subnet = 0; subnet < subnets; subnet += 1) {
    const p2p_ip = address(subnet * 2);
    if (!used.has(p2p_ip)) {
      return { p2p_ip, cust_ip: address(subnet * 2 + 1) };
    }
  }
  return undefined;
}
