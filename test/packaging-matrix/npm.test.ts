import { testConsumers } from "./matrix";

testConsumers("npm");
