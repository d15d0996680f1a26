// Holds the dialog in which an address is corrected, so that it outlives the problem that it cures.

import { createContext, use, useState, type ReactNode } from "react";
import { CorrectDialog, type CorrectDialogProps } from "./CorrectDialog";

type Correction = Omit<CorrectDialogProps, "onClose">;

const CorrectingContext = createContext<((correction: Correction) => void) | null>(null);

export function Correcting({ children }: { children: ReactNode }) {
  const [correction, setCorrection] = useState<Correction | null>(null);
  return (
    <CorrectingContext value={setCorrection}>
      {children}
      {correction !== null && <CorrectDialog {...correction} onClose={() => setCorrection(null)} />}
    </CorrectingContext>
  );
}

/** Opens the dialog. */
export function useCorrect(): (correction: Correction) => void {
  const correct = use(CorrectingContext);
  if (correct === null) throw new Error("This part of the window is drawn outside of Correcting.");
  return correct;
}
