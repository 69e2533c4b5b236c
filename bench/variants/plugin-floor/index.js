// What the engine costs with a plugin: the same resources and properties, from a provider that answers at once.
const pulumi = require("@pulumi/pulumi");
const { declareFloor } = require("../floor-design");

class Resource extends pulumi.CustomResource {
  constructor(type, name, props) {
    super(`bench:index:${type}`, name, props);
  }
}

declareFloor(Resource);
