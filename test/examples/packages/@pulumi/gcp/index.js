// @ts-check
/** Stands in for the large package `@pulumi/gcp`. Contains only the classes that the example uses. */
const pulumi = require("@pulumi/pulumi");

class Router extends pulumi.CustomResource {
  /**
   * @param {string} name
   * @param {pulumi.Inputs} args
   */
  constructor(name, args) {
    super("gcp:compute/router:Router", name, { name, ...args });
  }
}

class InterconnectAttachment extends pulumi.CustomResource {
  /**
   * @param {string} name
   * @param {pulumi.Inputs} args
   */
  constructor(name, args) {
    const props = { name, pairingKey: undefined, ...args };
    super("gcp:compute/interconnectAttachment:InterconnectAttachment", name, props);
  }
}

exports.compute = { Router, InterconnectAttachment };
