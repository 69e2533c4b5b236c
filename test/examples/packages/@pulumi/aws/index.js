// @ts-check
/** The part of `@pulumi/aws` that the example uses, because the real package is large. */
const pulumi = require("@pulumi/pulumi");

/** @param {string} type */
function resource(type) {
  return class extends pulumi.CustomResource {
    /**
     * @param {string} name
     * @param {pulumi.Inputs} args
     */
    constructor(name, args) {
      super(type, name, args);
    }
  };
}

exports.directconnect = {
  Connection: resource("aws:directconnect/connection:Connection"),
  Gateway: resource("aws:directconnect/gateway:Gateway"),
  GatewayAssociation: resource("aws:directconnect/gatewayAssociation:GatewayAssociation"),
  PrivateVirtualInterface: resource(
    "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface",
  ),
};
exports.ec2 = {
  VpnGatewayRoutePropagation: resource(
    "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
  ),
};
