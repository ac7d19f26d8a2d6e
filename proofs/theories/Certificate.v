(* What stands in a certificate, as data, and the plain meaning of its networks
   over the rationals Q.  Standard library only: the readers and checkers built on
   this file are extracted to a program, the statements about them in Meaning.v
   are about every ordered field.  certificate-format.md is the format. *)
From Coq Require Import QArith NArith Ascii String List.
From FTCert Require Patterns.
Import ListNotations.
Local Open Scope Q_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * Networks over Q *)

(* the affine function  bias + sum of weights times components *)
Definition row : Type := Q * list Q.
Definition layer : Type := list row.
(* affine maps, the first one first; the relu is applied between two of them *)
Definition network : Type := list layer.

Definition relu (x : Q) : Q := if Qle_bool 0 x then x else 0.
Fixpoint dot (w v : list Q) : Q :=
  match w, v with
  | a :: w', x :: v' => a * x + dot w' v'
  | _, _ => 0
  end.
Definition affine (v : list Q) (r : row) : Q := fst r + dot (snd r) v.

Fixpoint eval (n : network) (v : list Q) : list Q :=
  match n with
  | [] => v
  | l :: n' =>
      let u := map (affine v) l in
      match n' with [] => u | _ :: _ => eval n' (map relu u) end
  end.

(* every row has as many weights as there are components below; p outputs *)
Fixpoint shaped (d : nat) (n : network) (p : nat) : Prop :=
  match n with
  | [] => d = p
  | l :: n' => Forall (fun r : row => List.length (snd r) = d) l /\ shaped (List.length l) n' p
  end.

(* of the hidden layers *)
Definition widths (n : network) : list nat := removelast (map (@List.length row) n).

(* a sample: its point, the value of f there, its label *)
Record datum := Datum { point : list Q; frozen : list Q; target : list Q }.

(* the length of a list, in constant stack space *)
Definition sizeN A (l : list A) : N := fold_left (fun n _ => N.succ n) l 0%N.

(* ======================================================================== *)
(** * Results *)

Inductive piece := Text (s : string) | Count (n : N) | Rational (q : Q).

(* why a certificate is not verified: the error's number (204 for E204), the line
   (0: none), what was expected and what was found *)
Record failure := Failure { code : N; at_line : N; pieces : list piece }.

Inductive result (A : Type) := Ok (a : A) | Error (f : failure).
Arguments Ok {A}. Arguments Error {A}.

Definition bind A B (r : result A) (f : A -> result B) : result B :=
  match r with Ok a => f a | Error e => Error e end.
(* apart, as the arrow would clash with mathcomp's *)
Module Steps.
Notation "x <- a ;; b" := (bind a (fun x => b)) (at level 61, a at next level, right associativity).
Notation "' p <- a ;; b" := (bind a (fun p => b))
  (at level 61, p pattern, a at next level, right associativity).
End Steps.
Definition fail A (c l : N) (t : list piece) : result A := Error (Failure c l t).
Arguments fail {A}.
(* [require b c l t ;; rest]: the error unless b *)
Definition require (b : bool) (c l : N) (t : list piece) : result unit :=
  if b then Ok tt else fail c l t.

(* ======================================================================== *)
(** * A certificate as it stands in the file *)

(* line of the file, columns as declared, rows *)
Record layer_text := LayerText { layer_line : N; columns : N; rows : layer }.
Definition network_text : Type := list layer_text.
Definition network_of (n : network_text) : network := map rows n.

(* None in a label: keep, the value of f *)
Record sample_text := SampleText {
  sample_line : N; sample_point : list Q; sample_label : list (option Q);
  sample_values : list Q    (* of f, with [frozen values] and, where they stand, with [frozen computed]; else empty *) }.

(* Computed: f is that of the model file, and the samples state its values where a label stands *)
Inductive frozen_kind := Zero | Values | FrozenNetwork (f : network_text) | Computed.

Inductive rounding := Exact | Float32 | Float64.
(* what stands between the cells of a table; the name of an array among several *)
Inductive data_kind := Csv (delimiter : ascii) | Npy | Npz (array : string).
(* a file that samples come from, and the line that binds it; of several files also how many samples *)
Record data_part := DataPart { part_line : N; data_format : data_kind; data_digest : string; part_count : option N }.
(* column names as bytes; [features_alone]: labels and values of f are not rounded *)
(* labels_file: where the columns [labels] stand, if that is another file; row i of it belongs to row i of the data file *)
Record data_source := DataSource {
  data_parts : list data_part; labels_file : option data_part; data_rounding : rounding; features_alone : bool;
  features : list string; labels : list string; frozen_columns : list string }.

(* a file that a model keeps numbers in, by its name relative to the model's folder, and the line that binds it *)
Record external_file := ExternalFile { external_line : N; external_name : string; external_digest : string }.
(* what f comes from: the file, the tensor of it where one is named, whether the normalizations are folded to binary32 *)
Record model_source := ModelSource {
  model_digest : string; tensor : option string; folded : bool; externals : list external_file }.

Record claim := Claim { layers : N; neurons : N; samples : N; changed : N }.

(* lines of the file: of the claim, the line data, the line model, the line samples *)
Record body := Body {
  claim_line : N; the_claim : claim; dimension : N; outputs : N;
  data_line : N; data : option data_source;
  model_line : N; model : option model_source;
  frozen_by : frozen_kind;
  samples_line : N; external : bool;     (* the samples are in the data files *)
  sample_count : N; embedded : list sample_text }.

(* least and least nonzero absolute pre-activation of a hidden layer, and the line *)
Record margin := Margin { margin_line : N; least : option Q; nonzero : option Q }.
Record projection := Projection { direction : list Z; gap : option Q }.
Record interpolation := Interpolation {
  int_body : body;
  construction_line : N; promised : option N;    (* at most so many neurons *)
  g : network_text;
  margins : list margin;
  projection_line : N; projected : option projection;
  bits_line : N; bits_most : N; bits_total : N }.

Inductive method := Alternation | Signs | Exhaustion | ByPatterns.
(* the sample, counted from 0, and whether a convex kink (Some true), a concave one
   (Some false) or none is stated *)
Record line_point := LinePoint { point_line : N; index : N; kink : option bool }.
(* positions on the line, counted from 1; true: the sum is positive *)
Record slope_sum := SlopeSum { sum_line : N; sum_positive : bool; positions : list N }.
Record tree := Tree { tree_line : N; nodes : N; sums : list slope_sum }.
Record bound := Bound {
  bound_body : body; by_method : method;
  output : N;                                    (* counted from 0 *)
  line : list line_point;                        (* empty with patterns *)
  exhaustion_tree : option tree;
  the_patterns : option Patterns.patterns }.

(* IEEE 754's formats *)
Inductive format_name := Binary32 | Binary64.
(* a step between layers: component by component v + C, v - C, v C, v / C *)
Inductive operator := Add | Sub | Mul | Div.
Record step := Step { kind : operator; constants : list Q }.
Record step_text := StepText { step_line : N; the_step : step }.

Record execution := Execution {
  bare_body : body;                              (* f without its steps: exe_body of Compose.v has them *)
  model_format : format_name; g_format : format_name;
  deviation : Q;
  steps_before : list (list step_text);          (* for each layer of f *)
  steps_behind : list step_text;                 (* of the last one *)
  centre_line : N; centre : option (list Q);
  exe_g : network_text;                          (* of the point minus the centre *)
  output_deviation : option Q;
  patched_line : N; patched_digest : option string }.

Inductive certificate := OfInterpolation (c : interpolation) | OfBound (c : bound) | OfExecution (c : execution).
