// What the engine costs with a plugin: the same resources and properties, from a provider that answers at once.
const pulumi = require("@pulumi/pulumi");
const { design } = require("../design");

class Resource extends pulumi.CustomResource {
  constructor(type, name, props) {
    super(`bench:index:${type}`, name, props);
  }
}

for (const { name, slotId, magic, bgp } of design) {
  const port = new Resource("Port", name, {
    slotId,
    accountId: undefined,
    type: undefined,
    name: undefined,
    facility: undefined,
    site: undefined,
    device: undefined,
    speed: undefined,
    virtualPortReservationId: undefined,
    owner: undefined,
    status: undefined,
  });
  new Resource("Session", `${name}-bgp`, {
    interconnect: port.id,
    accountId: undefined,
    cniId: undefined,
    customerIp: undefined,
    cloudflareIp: undefined,
    magic,
    bgp: { ...bgp, md5Key: pulumi.secret(bgp.md5Key) },
    bgpMode: undefined,
  });
}
