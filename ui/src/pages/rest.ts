// What is fetched once the first page is drawn: the other pages, and what nobody sees or presses before that. All of it
// together, because it shares most of what it is made of.

export { Closing } from "../components/Closing";
export { FURTHER } from "../model/further";
export { Activity } from "./Activity";
export { LowerOverview } from "./overview/LowerOverview";
export { PauseMenu } from "./overview/PauseMenu";
export { People } from "./People";
export { Problems } from "./Problems";
export { SettingsPage } from "./Settings";
export { SetUp } from "./SetUp";
