// Opens the window.

import { opened } from "./opened";
// After `opened`, so that the program answers while this runs.
import { draw } from "./draw";
import "./window.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root.");
draw(root, await opened);
