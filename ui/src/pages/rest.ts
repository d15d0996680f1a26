// What is fetched once the first page is drawn: the other pages, and what nobody sees or presses before that. All of it
// together, because it shares most of what it is made of.

export { Closing } from "../components/Closing";
export { DemonstrationBanner } from "../components/DemonstrationBanner";
export { Undelivered } from "../components/Undelivered";
export { FURTHER } from "../model/further";
export { Activity } from "./Activity";
export { LowerOverview } from "./overview/LowerOverview";
export { PauseMenu } from "./overview/PauseMenu";
export { Reading } from "./overview/Reading";
export { People } from "./People";
export { Problems } from "./Problems";
export { SettingsPage } from "./Settings";
export { SetUp } from "./SetUp";
