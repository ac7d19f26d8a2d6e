(* Checks that the unchanged samples are not covered by so many hyperplanes: the line
   `cover` of section 16 of certificate-format.md.  Ranks are computed modulo 2^31 - 1.
   CoverRank.v, CoverSound.v prove it.  Standard library only; extracted.

   check_cover  D  m  the samples with their values  their table  cover : result unit. *)
From Coq Require Import QArith NArith ZArith String List Bool FMapPositive.
From FTCert Require Import Certificate Specification Patterns CheckTree.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Set Implicit Arguments.

(* ---- monomials of degree at most h, over any numbers ---- *)
Section Monomials.
Variables (R : Type) (one : R) (mul : R -> R -> R).
Fixpoint monomials (xs : list R) : nat -> list R :=
  match xs with
  | [] => fun _ => [one]
  | x :: xs' =>
      fix go (h : nat) : list R :=
        match h with O => [one] | S h' => monomials xs' h ++ map (mul x) (go h') end
  end.
End Monomials.

(* ---- numbers modulo the prime ---- *)
Definition modulus : N := 2147483647.
Definition mul_mod (a b : N) : N := (a * b) mod modulus.
Fixpoint power_mod (a : N) (p : positive) : N :=
  match p with
  | xH => a
  | xO p' => let b := power_mod a p' in mul_mod b b
  | xI p' => let b := power_mod a p' in mul_mod a (mul_mod b b)
  end.
(* by Fermat; tested where it is used *)
Definition inverse_mod (a : N) : N := power_mod (a mod modulus) 2147483645.
Definition are_inverse (a b : N) : bool := N.eqb (mul_mod a b) 1.

(* a rational number whose denominator the prime does not divide *)
Definition residue (q : Q) : option N :=
  let d := Npos (Qden q) in let i := inverse_mod d in
  if are_inverse (d mod modulus) i then
    Some (mul_mod i match Qnum q with
                    | Z0 => 0
                    | Zpos a => Npos a mod modulus
                    | Zneg a => modulus - Npos a mod modulus
                    end)
  else None.
Fixpoint residues (qs : list Q) : option (list N) :=
  match qs with
  | [] => Some []
  | q :: qs' => match residue q, residues qs' with
                | Some r, Some rs => Some (r :: rs)
                | _, _ => None
                end
  end.

(* ---- elimination: in place c the tail of a row with first entry 1 in column c ---- *)
Definition echelon : Type := list (option (list N)).
(* v + a t *)
Fixpoint add_multiple (a : N) (t v : list N) : list N :=
  match t, v with
  | y :: t', x :: v' => ((x + a * y) mod modulus)%N :: add_multiple a t' v'
  | _, _ => v
  end.
Fixpoint insert (basis : echelon) (v : list N) : echelon :=
  match basis, v with
  | b :: basis', a :: v' =>
      if N.eqb a 0 then b :: insert basis' v'
      else match b with
      | Some t => b :: insert basis' (add_multiple (modulus - a mod modulus) t v')
      | None =>
          let i := inverse_mod a in
          if are_inverse a i then Some (map (mul_mod i) v') :: basis' else basis
      end
  | _, _ => basis
  end.
Definition is_some A (o : option A) : bool := match o with Some _ => true | None => false end.
Definition full (basis : echelon) : bool := forallb (@is_some (list N)) basis.
Fixpoint eliminate (h : nat) (rows : list (list N)) (basis : echelon) : echelon :=
  match rows with
  | [] => basis
  | r :: rows' => if full basis then basis else eliminate h rows' (insert basis (monomials 1%N mul_mod r h))
  end.
Fixpoint all_residues (xs : list (list Q)) : option (list (list N)) :=
  match xs with
  | [] => Some []
  | x :: xs' => match residues x, all_residues xs' with
                | Some r, Some rs => Some (r :: rs)
                | _, _ => None
                end
  end.
(* of the monomials of degree at most h in n features at these points *)
Definition columns (n h : nat) : echelon := map (fun _ => None) (monomials 1%N N.mul (repeat 1%N n) h).
Definition check_rank (l : N) (n h : nat) (xs : list (list Q)) : result unit :=
  match all_residues xs with
  | None => fail 224 l [Text "cover: expected denominators that the prime 2147483647 does not divide, found another"]
  | Some rows =>
      let basis := eliminate h rows (columns n h) in
      require (full basis) 224 l
        [Text "cover: expected rank "; Count (sizeN basis); Text ", found "; Count (sizeN (filter (@is_some (list N)) basis))]
  end.

(* ---- features ---- *)
(* those in which a sample differs from the first one *)
Fixpoint differing (kept : list bool) (first x : list Q) : list bool :=
  match kept with
  | [] => []
  | b :: kept' =>
      (b || negb (Qeq_bool (hd 0%Q first) (hd 0%Q x)))%bool :: differing kept' (tl first) (tl x)
  end.
Definition varying (D : nat) (data : list valued) : list bool :=
  match data with
  | [] => repeat false D
  | s :: data' => fold_left (fun kept x => differing kept (fst s) (fst x)) data' (repeat false D)
  end.
Fixpoint without (f : nat) (kept : list bool) : list bool :=
  match kept, f with
  | [], _ => []
  | _ :: kept', O => false :: kept'
  | b :: kept', S f' => b :: without f' kept'
  end.
(* the kept features of a point *)
Fixpoint pick (kept : list bool) (x : list Q) : list Q :=
  match kept with
  | [] => []
  | true :: kept' => hd 0%Q x :: pick kept' (tl x)
  | false :: kept' => pick kept' (tl x)
  end.
Definition how_many (kept : list bool) : nat := List.length (filter (fun b => b) kept).

(* ---- slices ---- *)
(* the value is 0; the value is not 0 *)
Definition unchanged (s : valued) : bool :=
  match low (snd s), high (snd s) with Some a, Some b => (Qeq_bool a 0 && Qeq_bool b 0)%bool | _, _ => false end.
Definition surely_changed (s : valued) : bool :=
  (match low (snd s) with Some a => negb (Qle_bool a 0) | None => false end ||
   match high (snd s) with Some b => negb (Qle_bool 0 b) | None => false end)%bool.
Definition at_value (f : nat) (v : Q) (s : valued) : bool := Qeq_bool (nth f (fst s) 0%Q) v.
Fixpoint pairwise_different (vs : list Q) : bool :=
  match vs with
  | [] => true
  | v :: vs' => (forallb (fun u => negb (Qeq_bool v u)) vs' && pairwise_different vs')%bool
  end.
(* the first slice has monomials of degree at most h, each other one less than that before *)
Fixpoint check_slices (l : N) (kept : list bool) (f h : nat) (us : list valued) (vs : list Q) {struct vs} : result unit :=
  match vs with
  | [] => Ok tt
  | v :: vs' =>
      _ <- check_rank l (how_many kept) h (map (fun s : valued => pick kept (fst s)) (filter (at_value f v) us)) ;;
      match h, vs' with
      | _, [] => Ok tt
      | S h', _ => check_slices l kept f h' us vs'
      | O, _ => fail 224 l [Text "cover: expected fewer values"]
      end
  end.
(* slices for all hyperplanes, or for as many as there are neurons, at most 2 *)
Definition check_values (l : N) (m hyperplanes : N) (f : nat) (data : list valued) (vs : list Q) : result unit :=
  let R := sizeN vs in
  if N.eqb R (N.succ hyperplanes) then Ok tt
  else
    _ <- require (N.leb m 2 && N.leb m R && N.leb R hyperplanes)%bool 224 l
      [Text "cover: expected values="; Count (N.succ hyperplanes); Text ", found "; Count R] ;;
    let us := filter unchanged data in
    require (existsb (fun t => (surely_changed t && existsb (at_value f (nth f (fst t) 0%Q)) us)%bool) data) 224 l
      [Text "cover: expected a changed sample with the same feature as an unchanged one, found none"].

(* ---- points ---- *)
(* all choices of k of these, in any order *)
Fixpoint fewer_than A (l : list A) (k : nat) : bool :=
  match k, l with S k', _ :: l' => fewer_than l' k' | S _, [] => true | O, _ => false end.
Fixpoint check_choices A (test : list A -> result unit) (k : nat) (l chosen : list A) : result unit :=
  match k with
  | O => test chosen
  | S k' =>
      match l with
      | [] => Ok tt
      | x :: l' =>
          if fewer_than l k then Ok tt
          else _ <- check_choices test k' l' (x :: chosen) ;; check_choices test k l' chosen
      end
  end.
Fixpoint points_at (l : N) (kept : list bool) (table : PositiveMap.t valued) (is : list N) : result (list (list Q)) :=
  match is with
  | [] => Ok []
  | i :: is' =>
      match value_at table i with
      | None => fail 901 l [Text "internal error: a sample number"]
      | Some s =>
          if unchanged s then rest <- points_at l kept table is' ;; Ok (pick kept (fst s) :: rest)
          else fail 224 l [Text "cover: expected unchanged samples, found sample "; Count (N.succ i); Text ", which changes"]
      end
  end.

(* ---- all ---- *)
Definition check_cover (D : nat) (m : N) (data : list valued) (table : PositiveMap.t valued) (c : cover) : result unit :=
  let l := cover_line c in let H := N.to_nat (hyperplanes c) in
  let kept := varying D data in
  let us := filter unchanged data in
  match covered_by c with
  | CoverNone => require (N.eqb (hyperplanes c) 0) 901 l [Text "internal error: hyperplanes"]
  | CoverRanks => check_rank l (how_many kept) H (map (fun s : valued => pick kept (fst s)) us)
  | CoverSlices f vs =>
      _ <- require (nth (N.to_nat f) kept false) 224 l
        [Text "cover: expected a varying feature, found feature "; Count (N.succ f)] ;;
      _ <- require (pairwise_different vs) 224 l [Text "cover: expected different values, found equal ones"] ;;
      _ <- require (N.leb (sizeN vs) (N.succ (hyperplanes c))) 224 l
        [Text "cover: expected at most "; Count (N.succ (hyperplanes c)); Text " values, found "; Count (sizeN vs)] ;;
      _ <- check_slices l (without (N.to_nat f) kept) (N.to_nat f) H us vs ;;
      check_values l m (hyperplanes c) (N.to_nat f) data vs
  | CoverPoints is =>
      let n := how_many kept in
      _ <- require (N.ltb (hyperplanes c * N.of_nat n) (sizeN is)) 224 l
        [Text "cover: expected more than "; Count (hyperplanes c * N.of_nat n); Text " samples, found "; Count (sizeN is)] ;;
      xs <- points_at l kept table is ;;
      check_choices (check_rank l n 1) (S n) xs []
  end.
