// Declares the resources of the baseline variants, with as many properties and as much data as the package's resources.
const pulumi = require("@pulumi/pulumi");
const { design } = require("./design");

/** @param Resource class whose constructor takes a type, a name and properties */
exports.declareFloor = (Resource) => {
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
};
