// The pages that are fetched once the first is drawn, together: they share most of what they are made of.

export { Activity } from "./Activity";
export { People } from "./People";
export { Problems } from "./Problems";
export { SettingsPage } from "./Settings";
export { SetUp } from "./SetUp";
