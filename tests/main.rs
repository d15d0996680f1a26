//! What only the whole can show, in reading order: the rules of the house, then scenarios of the real driver against the simulator.

mod tidy;
