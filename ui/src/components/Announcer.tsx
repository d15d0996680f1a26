// Says aloud what changed while one was looking elsewhere: the state of the synchronisation, and new problems.

import { useState } from "react";
import type { View } from "../generated";
import { problemTitle } from "../model/problems";
import { stateSentence } from "../model/sentence";
import { Announcement } from "./Unseen";
import { useFormat, useSay, useView } from "./window";

/** The words change with the state and with problems, never with a count alone. */
export function Announcer() {
  const say = useSay();
  const format = useFormat();
  const view = useView();
  const [told, setTold] = useState<{ view: View; state: string; problems: string }>({ view, state: "", problems: "" });
  if (told.view.state !== view.state || told.view.problems !== view.problems) {
    const known = new Set(told.view.problems.map(({ key }) => key));
    const fresh = view.problems.filter(({ key }) => !known.has(key));
    const [first] = fresh;
    setTold({
      view,
      state: view.state === told.view.state ? told.state : stateSentence(view, say, format),
      problems: first === undefined ? told.problems : say("problems-appeared", { count: fresh.length, title: problemTitle(first.problem, say, format) }),
    });
  }
  return (
    <>
      <Announcement testId="told-state">{told.state}</Announcement>
      <Announcement testId="told-problems">{told.problems}</Announcement>
    </>
  );
}
