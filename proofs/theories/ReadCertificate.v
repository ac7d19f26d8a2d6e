(* The grammar of certificate-format.md: a file from its first line to its last. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Specification Words Reader ReadSpecification.
From FTCert Require Export ReadKinds.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* with labels, or with specifications in their place *)
Inductive stated := WithLabels (c : certificate) | WithSpecifications (c : specified_certificate).

Definition read_end : reader unit :=
  let! _ := line_of "END" ["END"] in
  fun s => match rest s with
           | [] => if open_end s then fail 306 (N.succ (number s)) [Text "expected nothing after END, found more"]
                   else Ok (tt, s)
           | _ => fail 306 (N.succ (number s)) [Text "expected nothing after END, found more"]
           end.

Definition labelled (r : reader certificate) : reader stated := let! c := r in ret (WithLabels c).
Definition specified_so (r : reader specified_certificate) : reader stated := let! c := r in ret (WithSpecifications c).
Definition read_all : reader stated :=
  let! v := words_after "FTCERT" in
  let! version := match v with
                  | ["1.0"] => ret 0%nat
                  | ["1.1"] => ret 1%nat
                  | ["1.2"] => ret 2%nat
                  | ["1.3"] => ret 3%nat
                  | ["1.4"] => ret 4%nat
                  | ["1.5"] => ret 5%nat
                  | ["1.6"] => ret 6%nat
                  | _ => rfail 302 [Text "expected FTCERT 1.0 to 1.6: this checker reads no other version"]
                  end in
  let! (c, k) := read_claim version in
  let! l := here in
  let! x := match k with
            | ClaimInterpolation => labelled (read_interpolation version l c)
            | ClaimBound => labelled (read_bound version l c)
            | ClaimExecution a g q => labelled (read_execution version l c a g q)
            | ClaimSpecification s => specified_so (read_specified_network version l c s)
            | ClaimSpecifiedBound s => specified_so (read_specified_bound version l c s)
            | ClaimSpecifiedExecution a g s => specified_so (read_specified_execution version l c s a g)
            end in
  let! _ := read_end in
  ret x.

Definition read_stated (t : text) : result stated :=
  let first := match lines t with l :: _ => l | [] => tail t end in
  match strip "FTCERT " first with
  | None => fail 302 1 [Text "expected the first line FTCERT MAJOR.MINOR: this is not a certificate"]
  | Some _ =>
      match read_all (State (lines t) 0 (negb (String.eqb (tail t) ""))) with
      | Ok (c, _) => Ok c
      | Error e => Error e
      end
  end.

(* of each sort *)
Definition read_certificate (t : text) : result certificate :=
  match read_stated t with
  | Ok (WithLabels c) => Ok c
  | Ok (WithSpecifications _) => fail 901 1 [Text "internal error: specifications in place of labels"]
  | Error e => Error e
  end.
Definition read_specified (t : text) : result specified_certificate :=
  match read_stated t with
  | Ok (WithSpecifications c) => Ok c
  | Ok (WithLabels _) => fail 901 1 [Text "internal error: labels in place of specifications"]
  | Error e => Error e
  end.
