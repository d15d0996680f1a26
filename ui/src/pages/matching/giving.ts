// Gives data out of the window, as a file or through the clipboard, and says what came of it.

import { useCallback } from "react";
import { useHost, useSay } from "../../components/window";
import { useTell, type Outcome } from "./Deeds";

/** Puts a file where downloads go. */
export function useSave(): (file: string, text: string) => void {
  return useSaving(useTell());
}

/** The same where no deeds are told: `tell` hears what came of it, and does not change from one drawing to the next. */
export function useSaving(tell: (text: string, outcome: Outcome) => void): (file: string, text: string) => void {
  const host = useHost();
  const say = useSay();
  return useCallback(
    (file, text) => {
      host.saveText(file, text).then(
        (saved) => tell(say("file-saved", { file: saved }), "done"),
        () => tell(say("file-not-saved", { file }), "failed"),
      );
    },
    [host, say, tell],
  );
}

/** `done` is said when the text is in the clipboard. */
export function useCopy(): (text: string, done: string) => void {
  const host = useHost();
  const say = useSay();
  const tell = useTell();
  return useCallback(
    (text, done) => {
      host.copyText(text).then(
        () => tell(done, "done"),
        () => tell(say("not-copied"), "failed"),
      );
    },
    [host, say, tell],
  );
}
