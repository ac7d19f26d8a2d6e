(* What certificates with specifications check of their samples, and the checker of claims
   `specification`: section 18 of certificate-format.md.  Standard library only; extracted. *)
From FTCert Require Import Certificate Specification Evaluation CheckSamples FrozenValues Work CheckInterpolation.
From Coq Require Import QArith ZArith NArith Bool String List.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Open Scope N_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * What is allowed *)

Definition inside (i : interval) (q : Q) : bool :=
  match low i with Some l => Qle_bool l q | None => true end &&
  match high i with Some h => Qle_bool q h | None => true end.
Definition show_interval (i : interval) : list piece :=
  match low i, high i with
  | Some l, Some h => if Qeq_bool l h then [Rational l] else [Rational l; Text ".."; Rational h]
  | Some l, None => [Text ">="; Rational l]
  | None, Some h => [Text "<="; Rational h]
  | None, None => [Text "any number"]
  end.

(* the values at these places, counted from j, and the others; places increase *)
Fixpoint parted (j : N) (cs : list N) (v : list Q) : list Q * list Q :=
  match v with
  | [] => ([], [])
  | q :: v' =>
      match cs with
      | c :: cs' =>
          if c =? j then let (i, o) := parted (N.succ j) cs' v' in (q :: i, o)
          else let (i, o) := parted (N.succ j) cs v' in (i, q :: o)
      | [] => let (i, o) := parted (N.succ j) [] v' in (i, q :: o)
      end
  end.
Fixpoint greatest_from (a : Q) (l : list Q) : Q :=
  match l with [] => a | b :: l' => greatest_from (if Qle_bool a b then b else a) l' end.
(* the greatest of the values u at the places minus the greatest of the values v elsewhere *)
Definition lead (cs : list N) (u v : list Q) : option Q :=
  match fst (parted 0 cs u), snd (parted 0 cs v) with
  | a :: i, b :: o => Some (Qred (greatest_from a i - greatest_from b o))
  | _, _ => None
  end.
Fixpoint show_classes (cs : list N) : list piece :=
  match cs with [] => [] | [c] => [Count c] | c :: cs' => Count c :: Text "|" :: show_classes cs' end.

(* ======================================================================== *)
(** * f + g meets what is allowed *)

Section Sample.
(* margin; outputs, line and number of the sample *)
Variables (margin : Q) (p l i : N).
Definition at_component (j : N) : list piece :=
  [Text "sample "; Count i] ++ (if p =? 1 then [] else [Text " component "; Count j]).
Definition not_zero (j : N) (q : Q) : result unit :=
  fail 204 l (at_component j ++ [Text ": g = "; Rational (Qred q); Text ", expected 0"]).

(* from component j on; f is right where it is not kept *)
Fixpoint check_components (j : N) (ys : list allowed) (f g : list Q) : result unit :=
  match ys, f, g with
  | [], [], [] => Ok tt
  | y :: ys', a :: f', b :: g' =>
      match y with
      | Keep => if Qeq_bool b 0 then check_components (N.succ j) ys' f' g' else not_zero j b
      | Allow k =>
          if inside k (a + b) then check_components (N.succ j) ys' f' g'
          else fail 226 l (at_component j ++ [Text ": f+g = "; Rational (Qred (a + b)); Text ", expected "] ++ show_interval k)
      end
  | _, _, _ => internal
  end.
Fixpoint check_zeros (j : N) (g : list Q) : result unit :=
  match g with
  | [] => Ok tt
  | b :: g' => if Qeq_bool b 0 then check_zeros (N.succ j) g' else not_zero j b
  end.
Fixpoint sums (f g : list Q) : list Q :=
  match f, g with a :: f', b :: g' => (a + b)%Q :: sums f' g' | _, _ => [] end.
Definition check_meets (s : specification) (f g : list Q) : result unit :=
  match s with
  | OfComponents ys => check_components 1 ys f g
  | OfClasses None => check_zeros 1 g
  | OfClasses (Some cs) =>
      let v := sums f g in
      match lead cs v v with
      | Some q =>
          if Qle_bool margin q then Ok tt
          else fail 226 l ([Text "sample "; Count i; Text ": "] ++ show_classes cs ++
                           [Text " leads by "; Rational q; Text ", expected at least "; Rational margin])
      | None => internal
      end
  end.
End Sample.
Definition margin_of (t : terms) : Q := match t with Intervals _ => 0%Q | Classes q => q end.

(* the samples from number i on, with what was found before: samples at which g is not 0, margins *)
Fixpoint check_met_from (margin : Q) (p : N) (f : prepared) (g : integer_network) (i found : N)
    (es : list extremes) (ss : list specified_sample) : result (N * list extremes) :=
  match ss with
  | [] => Ok (found, es)
  | s :: ss' =>
      let v := needed_values f (marked p s) in
      let '(hidden, w) := evaluate g (spec_point s) in
      match check_meets margin p (spec_line s) i (spec_of s) v w with
      | Error e => Error e
      | Ok _ =>
          check_met_from margin p f g (N.succ i) (if is_changed w then N.succ found else found) (see_layers es hidden) ss'
      end
  end.
Definition check_specified_count (l : N) (t : specified) (ss : list specified_sample) : result unit :=
  let found := count_specified ss in
  require (found =? specified_count t) 205 l
    [Text "specified samples: expected "; Count found; Text ", found "; Count (specified_count t)].

(* behind what all claims with specifications check first: CheckSpecifiedFile.v *)
Definition check_specified_network (t : specified) (c : interpolation) (ss : list specified_sample) : result unit :=
  let b := int_body c in
  '(found, es) <- check_met_from (margin_of (the_terms t)) (outputs b) (prepare b) (integer_network_of (network_of (g c)))
                    1 0 (tail_map (fun _ => Extremes None None) (tl (g c))) ss ;;
  _ <- check_changed b found ;;
  check_margins c (all_marked (outputs b) ss) es.
