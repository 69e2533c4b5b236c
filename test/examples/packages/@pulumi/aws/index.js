// @ts-check
/** Stands in for the large package `@pulumi/aws`. Contains only the classes that the example uses. */
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
