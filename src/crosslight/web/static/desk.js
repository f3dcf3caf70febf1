// The pages work without this: it adds search as you type, reasons in place, judgements, and the keys.
import { forms } from "./forms.js";
import { keys } from "./keys.js";
import { reasons } from "./reasons.js";
import { linking } from "./linking.js";
import { progress } from "./progress.js";
import { places } from "./places.js";

for (const begin of [forms, keys, reasons, linking, progress, places]) begin();
