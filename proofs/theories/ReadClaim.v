(* The grammar of certificate-format.md: networks, with steps or without, and the claim;
   sections 2, 3 and 15. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Words Reader.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Definition internal {A} : reader A := rfail 901 [Text "internal error: a form"].

(* ---- networks ---- *)
Definition read_row (columns : N) : reader row :=
  let! qs := list_line "row" (N.succ columns) rational_word in
  match qs with b :: w => ret (b, w) | [] => internal end.
Definition read_layer : reader layer_text :=
  let! (r, c) := counts_line "layer" "layer * *" in
  let! l := here in
  let! rs := times r (read_row c) in
  ret (LayerText l c rs).
Definition read_network (name : string) (least : N) : reader network_text :=
  let! n := count_line "network" ("network " ++ name ++ " *") in
  let! _ := need (N.leb least n) 303 [Text "at least "; Count least; Text " layers"] in
  times n read_layer.

(* ---- steps, in the network of an execution ---- *)
(* behind others in the same place *)
Definition read_step (before : list step_text) : reader step_text :=
  let! ws := words_after "step" in
  let! _ := need (Nat.ltb (List.length before) 8) 303 [Text "at most 8 steps in one place"] in
  let! l := here in
  match ws with
  | w :: cs =>
      let! k := if String.eqb w "add" then ret Add
                else if String.eqb w "sub" then ret Sub
                else if String.eqb w "mul" then ret Mul
                else if String.eqb w "div" then ret Div
                else rfail 303 [Text "expected add, sub, mul or div, found '"; Text w; Text "'"] in
      let! cs := each rational_word cs in
      let! _ := need (match k with Div => forallb (fun c => negb (Qeq_bool c 0)) cs | _ => true end) 303
                  [Text "divisors other than 0"] in
      ret (StepText l (Step k cs))
  | [] => rfail 303 [Text "expected add, sub, mul or div, found nothing"]
  end.
Definition read_steps : reader (list step_text) := many "step" read_step.
(* a network with steps before its layers, and behind the last one *)
Definition read_staged (name : string) (least : N) : reader (network_text * (list (list step_text) * list step_text)) :=
  let! n := count_line "network" ("network " ++ name ++ " *") in
  let! _ := need (N.leb least n) 303 [Text "at least "; Count least; Text " layers"] in
  let! ls := times n (let! ss := read_steps in let! l := read_layer in ret (ss, l)) in
  let! behind := read_steps in
  ret (map snd ls, (map fst ls, behind)).

(* ---- the claim ---- *)
(* in a file of this minor version *)
Definition claim_forms (version : nat) : list string :=
  firstn (match version with 0 => 1 | 1 => 2 | 2 | 3 => 3 | _ => 6 end)%nat
    ["claim interpolation layers=* neurons=* samples=* changed=*";
     "claim bound layers=* neurons=* samples=* changed=*";
     "claim execution arithmetic=* g=* layers=* neurons=* samples=* changed=* deviation<=*";
     "claim specification layers=* neurons=* samples=* changed=* specified=*";
     "claim bound layers=* neurons=* samples=* specified=*";
     "claim execution arithmetic=* g=* layers=* neurons=* samples=* changed=* specification specified=*"].
(* with what they state beside counts; S: the specified samples *)
Inductive claim_kind :=
  | ClaimInterpolation | ClaimBound | ClaimExecution (a g : format_name) (q : Q)
  | ClaimSpecification (S : N) | ClaimSpecifiedBound (S : N) | ClaimSpecifiedExecution (a g : format_name) (S : N).
Definition format_word (w : string) : reader format_name :=
  if String.eqb w "binary32" then ret Binary32
  else if String.eqb w "binary64" then ret Binary64
  else rfail 303 [Text "expected binary32 or binary64, found '"; Text w; Text "'"].
Definition not_negative (w : string) : reader Q :=
  let! q := rational_word w in
  let! _ := need (Qle_bool 0 q) 303 [Text "a number that is not negative"] in
  ret q.
Definition read_claim (version : nat) : reader (claim * claim_kind) :=
  let! (k, vs) := line_of "claim" (claim_forms version) in
  match k, vs with
  | 0%nat, [l; m; n; c] | 1%nat, [l; m; n; c] =>
      let! ns := each count_word [l; m; n; c] in
      match ns with
      | [l; m; n; c] => ret (Claim l m n c, match k with 0%nat => ClaimInterpolation | _ => ClaimBound end)
      | _ => internal
      end
  | 4%nat, [l; m; n; s] =>
      let! ns := each count_word [l; m; n; s] in
      match ns with [l; m; n; s] => ret (Claim l m n 0, ClaimSpecifiedBound s) | _ => internal end
  | _, [l; m; n; c; s] =>
      let! ns := each count_word [l; m; n; c; s] in
      match ns with [l; m; n; c; s] => ret (Claim l m n c, ClaimSpecification s) | _ => internal end
  | _, [a; g; l; m; n; c; x] =>
      let! a := format_word a in
      let! g := format_word g in
      let! ns := each count_word [l; m; n; c] in
      let! kind := match k with
                   | 2%nat => let! q := not_negative x in ret (ClaimExecution a g q)
                   | _ => let! s := count_word x in ret (ClaimSpecifiedExecution a g s)
                   end in
      match ns with [l; m; n; c] => ret (Claim l m n c, kind) | _ => internal end
  | _, _ => internal
  end.
