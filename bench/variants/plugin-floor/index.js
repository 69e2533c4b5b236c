// Baseline that measures the engine with a plugin: the same resources and properties, with a provider that returns at once.
const pulumi = require("@pulumi/pulumi");
const { declareFloor } = require("../floor-design");

class Resource extends pulumi.CustomResource {
  constructor(type, name, props) {
    super(`bench:index:${type}`, name, props);
  }
}

declareFloor(Resource);
