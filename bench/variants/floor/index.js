// Baseline that measures the engine alone: the same resources and properties, with methods that return at once.
const pulumi = require("@pulumi/pulumi");
const { declareFloor } = require("../floor-design");

class Resource extends pulumi.CustomResource {
  constructor(type, name, props) {
    // The plugin process runs in the program's folder.
    const __provider = `exports.handler=()=>require(process.cwd()+"/methods.js").provider("${type}")`;
    super(`pulumi-nodejs:dynamic/bench:${type}`, name, { ...props, __provider });
  }
}

declareFloor(Resource);
