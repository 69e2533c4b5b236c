export function numberOf(address: string): number {
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

/** Whether an IPv4 address is in the network of an interface address such as `a.b.c.d/n`. */
export function isWithin(address: string, cidr: string): boolean {
  const [other = "", length] = cidr.split("/");
  const size = 2 ** (32 - Number(length));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(other) / size);
}
