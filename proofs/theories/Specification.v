(* Certificates with specifications in place of labels, as data: section 18 of
   certificate-format.md.  What is allowed at a sample is an interval for each component,
   or which components may be the greatest.  Standard library only; extracted. *)
From Coq Require Import QArith NArith String List.
From FTCert Require Import Certificate.
From FTCert Require Evaluation.
Import ListNotations.
Local Set Implicit Arguments.

(* ---- what is allowed ---- *)
(* None: no such end *)
Record interval := Interval { low : option Q; high : option Q }.
Definition exactly (q : Q) : interval := Interval (Some q) (Some q).
Definition in_ends (i : interval) (q : Q) : Prop :=
  (forall l, low i = Some l -> l <= q)%Q /\ (forall h, high i = Some h -> q <= h)%Q.
(* of a component of f + g; Keep: that it is f *)
Inductive allowed := Keep | Allow (i : interval).
(* component by component; or which components, counted from 0, may be the greatest, None: f + g is f *)
Inductive specification := OfComponents (l : list allowed) | OfClasses (cs : option (list N)).

Definition is_kept (a : allowed) : bool := match a with Keep => true | Allow _ => false end.
Definition is_specified (s : specification) : bool :=
  match s with
  | OfComponents l => negb (forallb is_kept l)
  | OfClasses cs => match cs with Some _ => true | None => false end
  end.

(* ---- as it stands in the file ---- *)
Record specified_sample := SpecifiedSample {
  spec_line : N; spec_point : list Q; spec_of : specification;
  spec_values : list Q    (* of f, with [frozen values]; else empty *) }.

(* the line `specification` *)
Inductive terms := Intervals (tolerance : Q) | Classes (margin : Q).
Record specified := Specified {
  the_terms : terms;
  specified_count : N;                          (* as claimed *)
  specified_embedded : list specified_sample    (* empty if they are in the data file *) }.

(* The records of the other certificates hold what these share with them; their bodies have
   no samples.  In a data file's [labels] are the label columns, then the upper ones.  A
   bound's claim states no changed samples, an execution's no deviation: 0 stands there *)
Inductive specified_certificate :=
  | SpecifiedNetwork (t : specified) (c : interpolation)
  (* with classes, the two components of which the difference is looked at *)
  | SpecifiedBound (t : specified) (c : bound) (difference : option (N * N))
  | SpecifiedExecution (t : specified) (c : execution).

(* ---- as a sample with labels ---- *)
(* For what is the same for labels: a label stands (as 0) where f's value is not kept, P outputs *)
Definition mark (kept : bool) : option Q := if kept then None else Some 0%Q.
Definition marks (P : N) (s : specification) : list (option Q) :=
  match s with
  | OfComponents l => Evaluation.tail_map (fun a => mark (is_kept a)) l
  | OfClasses cs => repeat (mark (match cs with None => true | Some _ => false end)) (N.to_nat P)
  end.
Definition marked (P : N) (s : specified_sample) : sample_text :=
  SampleText (spec_line s) (spec_point s) (marks P (spec_of s)) (spec_values s).
Definition all_marked (P : N) (ss : list specified_sample) : list sample_text := Evaluation.tail_map (marked P) ss.
Definition count_specified (ss : list specified_sample) : N :=
  fold_left (fun n s => if is_specified (spec_of s) then N.succ n else n) ss 0%N.
