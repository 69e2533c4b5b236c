/** The suite `killed` with the resources of the provider plugin. */
process.env.CNI_DOOR = "plugin";
require("../killed.test");
