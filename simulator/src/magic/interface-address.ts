import { isWithin, numberOf } from "./within";

const privateSpace = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** Returns both ends of a tunnel's link, Cloudflare's first. `cidr` is Cloudflare's end, a /30 or a /31. */
export function endsOfInterface(cidr: string): [cloudflare: string, customer: string] {
  const [cloudflare = "", length] = cidr.split("/");
  const size = 2 ** (32 - Number(length));
  const number = numberOf(cloudflare);
  const first = Math.floor(number / size) * size;
  return [cloudflare, toAddress(first + size - 1 - (number - first))];
}

export function isPrivate(cidr: string): boolean {
  const [address = ""] = cidr.split("/");
  return privateSpace.some((space) => isWithin(address, space));
}

/** Whether the address can be an end of the link. The first and the last address of a /30 cannot. */
export function isUsable(cidr: string): boolean {
  const [address = "", length] = cidr.split("/");
  return length !== "30" || [1, 2].includes(numberOf(address) % 4);
}

/** Whether two links have an address in common. */
export function doOverlap(one: string, other: string): boolean {
  const [first = ""] = one.split("/");
  const [second = ""] = other.split("/");
  return isWithin(first, other) || isWithin(second, one);
}
