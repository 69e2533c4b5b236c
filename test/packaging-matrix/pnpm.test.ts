import { testConsumers } from "./matrix";

testConsumers("pnpm");
