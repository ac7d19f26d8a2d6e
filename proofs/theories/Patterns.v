(* What stands in a lower bound by patterns, as data: section 16 of
   certificate-format.md.  Standard library only; extracted.  CheckPatterns.v checks
   trees, CheckCover.v covers, PatternsSound.v has what that shows.  Lines are those of the file; samples are
   counted from 0, neurons from 1; neuron 0 is the constant that is not 0. *)
From Coq Require Import QArith NArith ZArith List.
Local Set Implicit Arguments.

(* ---- trees ---- *)
(* C l_j(x), or C times the sum of the s_j l_j(x) with digit 1 *)
Inductive pattern_row :=
  | PairRow (row_line sample neuron : N) (c : Z)
  | SumRow (row_line sample : N) (digits : list bool) (c : Z).
(* in a split the first child has the neuron active, the second has it inactive, and
   its twins *)
Inductive pattern_node :=
  | SplitNode (node_line sample neuron : N) (twins : list N)
  | LeafNode (node_line : N) (rows : list pattern_row).
Inductive constant := ConstantZero | ConstantPositive | ConstantNegative.
(* the neurons of positive outer weight come first *)
Record pattern_tree := PatternTree {
  tree_at : N; plus_neurons : N; minus_neurons : N; the_constant : constant;
  pattern_nodes : list pattern_node }.

(* ---- why constants can be left out ---- *)
Inductive cover_kind :=
  | CoverNone
  | CoverRanks
  | CoverSlices (feature : N) (values : list Q)
  | CoverPoints (chosen : list N).
Record cover := Cover { cover_line : N; hyperplanes : N; covered_by : cover_kind }.

Record patterns := Patterns {
  the_cover : cover;
  trees_line : N;
  trees : list pattern_tree }.
