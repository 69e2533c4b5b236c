/** The suite `secrets` with the resources of the provider plugin. */
process.env.CNI_DOOR = "plugin";
require("../secrets.test");
