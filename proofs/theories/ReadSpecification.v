(* The grammar of certificate-format.md: certificates with specifications, section 18. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Specification Words Reader ReadKinds.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* ---- the line `specification` ---- *)
Definition read_terms (outputs : N) : reader terms :=
  let! (k, vs) := line_of "specification" ["specification intervals tolerance=*"; "specification classes margin=*"] in
  match vs with
  | [w] =>
      let! q := not_negative w in
      match k with
      | 0%nat => ret (Intervals q)
      | _ =>
          let! _ := need (negb (Qle_bool q 0) && N.leb 2 outputs)%bool 303 [Text "a positive margin and at least 2 outputs"] in
          ret (Classes q)
      end
  | _ => internal
  end.

(* ---- what is allowed ---- *)
Definition allowed_word (w : string) : reader allowed :=
  if String.eqb w "keep" then ret Keep
  else match strip ">=" w, strip "<=" w, split "." w with
  | Some v, _, _ => let! q := rational_word v in ret (Allow (Interval (Some q) None))
  | _, Some v, _ => let! q := rational_word v in ret (Allow (Interval None (Some q)))
  | _, _, [a; ""; b] =>
      let! p := rational_word a in
      let! q := rational_word b in
      let! _ := need (negb (Qle_bool q p)) 303 [Text "an interval of two different ends, the lower one first"] in
      ret (Allow (Interval (Some p) (Some q)))
  | _, _, _ => let! q := rational_word w in ret (Allow (exactly q))
  end.
(* increasing, and fewer than all *)
Definition are_classes (outputs : N) (cs : list N) : bool :=
  (increasing_within 0 (map N.succ cs) (N.succ outputs) && N.ltb (sizeN cs) outputs)%bool.
Definition classes_word (outputs : N) (w : string) : reader (option (list N)) :=
  if String.eqb w "keep" then ret None
  else
    let! cs := each count_word (split "|" w) in
    let! _ := need (are_classes outputs cs) 303 [Text "increasing components below "; Count outputs; Text ", not all"] in
    ret (Some cs).

(* ---- samples and columns ---- *)
Definition read_specified_sample (t : terms) (dimension outputs : N) (by_ : frozen_kind) : reader specified_sample :=
  let width := match t with Intervals _ => outputs | Classes _ => 1%N end in
  let! (xs, ys, vs) := read_sample_line dimension width outputs by_ in
  let! l := here in
  let! x := each rational_word xs in
  let! s := match t, ys with
            | Intervals _, _ => let! l := each allowed_word ys in ret (OfComponents l)
            | Classes _, [w] => let! cs := classes_word outputs w in ret (OfClasses cs)
            | _, _ => internal
            end in
  let! v := each rational_word vs in
  ret (SpecifiedSample l x s v).

(* of labels, then the upper ones *)
Definition read_specification_columns (t : terms) (outputs : N) (fs : list string) : reader (list string) :=
  match t with
  | Classes _ => read_label_columns 1 fs
  | Intervals q =>
      let! ls := read_label_columns outputs fs in
      let! ws := words_after "upper" in
      match ws with
      | ["none"] => ret ls
      | _ =>
          let! _ := need (N.eqb (sizeN ws) outputs) 303 [Text "'none' or "; Count outputs; Text " names"] in
          let! us := each name_word ws in
          let! _ := once (fs ++ ls ++ us)%list in
          let! _ := need (Qeq_bool q 0) 303 [Text "tolerance=0 with upper columns"] in
          ret (ls ++ us)%list
      end
  end.

(* ---- the three claims ---- *)
Section Kinds.
(* minor version, the line of the claim, its counts, how many samples it says are specified *)
Variables (version : nat) (l : N) (c : claim) (found : N).

Definition read_specified_body A B (network_only : bool) (t : terms) (z : sizes) (read_f : reader (network_text * B)) (between_ : reader A)
    : reader (body * specified * option B * A) :=
  let (d, p) := z in
  let! (b, xs, more, a) :=
    read_body_with version network_only l c z (read_specification_columns t p) (read_specified_sample t d p) (fun _ => []) read_f between_ in
  ret (b, Specified t found xs, more, a).

Definition read_specified_network : reader specified_certificate :=
  let! z := read_sizes in
  let! t := read_terms (size_outputs z) in
  let! (x, s) := read_network_lines z
    (fun read_g => let! (b, s, _, g) := read_specified_body false t z read_plain_f read_g in ret (b, g, s)) in
  ret (SpecifiedNetwork s x).

(* C-K *)
Definition difference_word (outputs : N) (w : string) : reader (N * N) :=
  match split "-" w with
  | [a; b] =>
      let! i := count_word a in
      let! k := count_word b in
      let! _ := need (N.ltb i outputs && N.ltb k outputs && negb (N.eqb i k))%bool 303
                  [Text "two different components below "; Count outputs] in
      ret (i, k)
  | _ => rfail 303 [Text "expected two components C-K, found '"; Text w; Text "'"]
  end.
Definition read_specified_bound : reader specified_certificate :=
  let! z := read_sizes in
  let! t := read_terms (size_outputs z) in
  let read_b := let! (b, s, _, _) := read_specified_body false t z read_plain_f (ret tt) in ret (b, s) in
  match t with
  | Intervals _ =>
      let! (x, _, s) := read_bound_lines version "output" (output_word (size_outputs z)) (fun j => j) read_b in
      ret (SpecifiedBound s x None)
  | Classes _ =>
      let! (x, ik, s) := read_bound_lines version "difference" (difference_word (size_outputs z)) (fun _ => 0%N) read_b in
      ret (SpecifiedBound s x (Some ik))
  end.

(* f is a network, and what its executions return is compared exactly *)
Definition read_specified_execution (a g_format : format_name) : reader specified_certificate :=
  let! z := read_sizes in
  let! t := read_terms (size_outputs z) in
  let! (x, s) := read_execution_lines a g_format 0 z
    (fun _ between_ =>
       let! (b, s, staged, y) := read_specified_body true t z (read_staged "f" 1) between_ in ret (b, staged, y, s))
    (fun _ => ret (Some 0%Q)) in
  ret (SpecifiedExecution s x).
End Kinds.
