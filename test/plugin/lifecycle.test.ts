/** The suite `lifecycle` with the resources of the provider plugin. */
process.env.CNI_DOOR = "plugin";
require("../lifecycle.test");
