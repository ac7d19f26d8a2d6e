(* Lower bounds with specifications: what these say of one component of g, or of the
   difference of two, at each sample; the rest is CheckBound.v (section 18 of
   certificate-format.md).  Standard library only; extracted. *)
From FTCert Require Import Certificate Specification Evaluation CheckSamples FrozenValues CheckTree CheckBound CheckSpecification.
From Coq Require Import QArith NArith Bool String List.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Set Implicit Arguments.

Definition any_number : interval := Interval None None.
(* v less *)
Definition shifted (i : interval) (v : Q) : interval :=
  Interval (option_map (fun q => Qred (q - v)) (low i)) (option_map (fun q => Qred (q - v)) (high i)).
(* component j of g, where f has these values *)
Definition component_interval (j : nat) (l : list allowed) (f : list Q) : interval :=
  match nth j l Keep with Keep => exactly 0 | Allow i => shifted i (nth j f 0%Q) end.
(* component c minus component k: only a sample with one class alone says more than nothing *)
Definition difference_interval (margin : Q) (c k : N) (cs : option (list N)) (f : list Q) : interval :=
  match cs with
  | None => exactly 0
  | Some [a] =>
      let d := (nth (N.to_nat c) f 0 - nth (N.to_nat k) f 0)%Q in
      if N.eqb a c then Interval (Some (Qred (margin - d))) None
      else if N.eqb a k then Interval None (Some (Qred (- margin - d)))
      else any_number
  | Some _ => any_number
  end.
Definition known_interval (margin : Q) (j : N) (difference : option (N * N)) (s : specification) (f : list Q) : interval :=
  match s, difference with
  | OfComponents l, None => component_interval (N.to_nat j) l f
  | OfClasses cs, Some (c, k) => difference_interval margin c k cs f
  | _, _ => any_number
  end.
Definition known_values (t : specified) (x : bound) (difference : option (N * N)) (ss : list specified_sample) : list valued :=
  let b := bound_body x in let f := prepare b in
  tail_map (fun s => (spec_point s, known_interval (margin_of (the_terms t)) (output x) difference (spec_of s)
                                      (needed_values f (marked (outputs b) s)))) ss.

Definition check_specified_bound (t : specified) (x : bound) (difference : option (N * N)) (ss : list specified_sample) : result unit :=
  let p := outputs (bound_body x) in
  _ <- match difference with
       | Some (c, k) => if (N.ltb c p && N.ltb k p && negb (N.eqb c k))%bool then Ok tt else internal
       | None => Ok tt
       end ;;
  check_bound x (known_values t x difference ss).
