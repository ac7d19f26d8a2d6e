(* The rules of certificate-format.md, section 15: how far any floating-point execution of a
   network may be from the real network at a point. Computed with rationals; an enclosure
   (v, e) is the real value v and a bound e of the distance. What executions are, and what
   enclosures say about them, is in Execution.v. Standard library only; extracted.
   Rationals are brought to lowest terms after every operation. *)
From Coq Require Import QArith Qabs Qround ZArith List Bool.
From FTCert Require Import Certificate.
Import ListNotations.
Local Open Scope Q_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * Formats *)

Record format := Format {
  precision : positive;   (* p, in bits *)
  least : Q;              (* lambda, the least normal number *)
  top : Q;                (* Omega, below overflow: the largest power of two *)
  roundoff : Q            (* u = 2^-p (1 + 2^-10): also when rounded before to a format with 11 more bits *)
}.
Definition binary32 : format := Format 24 (1 # 2 ^ 126) (inject_Z (2 ^ 127)) (1025 # 2 ^ 34).
Definition binary64 : format := Format 53 (1 # 2 ^ 1022) (inject_Z (2 ^ 1023)) (1025 # 2 ^ 63).

(* 2^k *)
Definition two_power (k : Z) : Q :=
  match k with
  | Zneg p => 1 # Z.to_pos (2 ^ Zpos p)
  | _ => inject_Z (2 ^ k)
  end.
(* the greatest i for which 2^i divides z, for z <> 0 *)
Definition trailing (z : Z) : Z := Z.log2 (Z.gcd z (2 ^ (Z.log2 (Z.abs z) + 1))).
(* the k of the greatest power of two 2^k of which t <> 0 is a multiple, if there is one *)
Definition quantum (t : Q) : option Z :=
  let r := Qred t in
  let k := Z.log2 (Zpos (Qden r)) in
  if (2 ^ k =? Zpos (Qden r))%Z then Some (trailing (Qnum r) - k)%Z else None.

(* 0, or z 2^k with |z| < 2^p and lambda <= |z 2^k| < 2 Omega *)
Definition is_number (fm : format) (t : Q) : bool :=
  Qeq_bool t 0 ||
  match quantum t with
  | None => false
  | Some k => negb (Qle_bool (two_power (Zpos (precision fm) + k)) (Qabs t))
              && Qle_bool (least fm) (Qabs t) && negb (Qle_bool (2 * top fm) (Qabs t))
  end.

(* ======================================================================== *)
(** * Enclosures *)

Definition enclosure : Type := Q * Q.
Inductive outcome (A : Type) := Within (a : A) | Overflow | Too_long.
Arguments Within {A}. Arguments Overflow {A}. Arguments Too_long {A}.
Definition try A B (x : outcome A) (f : A -> outcome B) : outcome B :=
  match x with Within a => f a | Overflow => Overflow | Too_long => Too_long end.
Fixpoint try_all A B (f : A -> outcome B) (l : list A) : outcome (list B) :=
  match l with
  | [] => Within []
  | a :: l' => try (f a) (fun b => try (try_all f l') (fun bs => Within (b :: bs)))
  end.

Definition add (a b : Q) : Q := Qred (a + b).
Definition mul (a b : Q) : Q := Qred (a * b).
Definition zero (q : Q) : bool := Qeq_bool q 0.
Definition total (l : list Q) : Q := fold_right add 0 l.

(* to 40 bits or so, upwards *)
Definition up (e : Q) : Q :=
  let r := Qred e in
  if Qle_bool r 0 then 0
  else
    let j := (Z.log2 (Qnum r) - Z.log2 (Zpos (Qden r)) - 40)%Z in
    mul (inject_Z (Qceiling (mul r (two_power (- j))))) (two_power j).

(* one operation, v its exact result for the exact operands *)
Definition operation (fm : format) (x : enclosure) : outcome enclosure :=
  let (v, e) := x in
  let a := add (Qabs v) e in
  if Qle_bool ((1 + roundoff fm) * a + least fm) (top fm) then
    Within (Qred v, if zero e && is_number fm v then 0 else up (e + roundoff fm * a + least fm))
  else Overflow.
(* a quotient, for which a runtime may take a multiplication by a reciprocal or better *)
Definition quotient (fm : format) (x : enclosure) : outcome enclosure :=
  let (v, e) := x in
  let a := add (Qabs v) e in
  if Qle_bool ((1 + 6 * roundoff fm) * a + least fm) (top fm) then
    Within (Qred v, up (e + 6 * roundoff fm * a + least fm))
  else Overflow.
Definition relu_enclosure (x : enclosure) : enclosure :=
  let (v, e) := x in if Qle_bool (v + e) 0 then (0, 0) else (relu v, e).

(* the products w v of a row that are not exactly 0, with their errors *)
Fixpoint products (ws : list Q) (xs : list enclosure) : list enclosure :=
  match ws, xs with
  | w :: ws', (v, e) :: xs' =>
      let rest := products ws' xs' in
      if zero w || (zero v && zero e) then rest else (mul w v, mul (Qabs w) e) :: rest
  | _, _ => []
  end.
Definition bias_term (b : Q) : list enclosure := if zero b then [] else [(b, 0)].
(* the least quantum of the terms, if all have one *)
Fixpoint grid (terms : list enclosure) : option Z :=
  match terms with
  | [] => None
  | [(v, _)] => quantum v
  | (v, _) :: terms' =>
      match quantum v, grid terms' with Some i, Some j => Some (Z.min i j) | _, _ => None end
  end.
(* every term is a multiple of 2^k, and every sum of them a number of the format *)
Definition on_grid (fm : format) (terms : list enclosure) (a : Q) : bool :=
  forallb (fun t => zero (snd t)) terms &&
  match grid terms with
  | None => false
  | Some k => Qle_bool (least fm) (two_power k) && Qle_bool a (two_power (Zpos (precision fm) + k))
              && Qle_bool (two_power (Zpos (precision fm) + k)) (top fm)
  end.
Definition enclose_row (fm : format) (r : row) (xs : list enclosure) : outcome enclosure :=
  let ps := products (snd r) xs in
  let terms := bias_term (fst r) ++ ps in
  let n := inject_Z (Z.of_nat (length terms)) in
  let s := total (map fst terms) in
  let c := total (map snd terms) in
  let a := add (total (map (fun t => Qabs (fst t)) terms)) c in
  let t := (n + 1) * roundoff fm in
  let gamma := t + t * t in
  if negb (Qle_bool t (1 # 2)) then Too_long
  else if negb (Qle_bool (a * (1 + gamma) + 4 * n * least fm) (top fm)) then Overflow
  else
    Within (s, match ps with
               | [] => 0
               | _ => if on_grid fm terms a then 0 else up (c + gamma * a + 4 * n * least fm)
               end).

(* ======================================================================== *)
(** * Networks *)

(* rows, and the relu between two layers *)
Fixpoint enclose_network (fm : format) (n : network) (xs : list enclosure) : outcome (list enclosure) :=
  match n with
  | [] => Within xs
  | l :: n' =>
      try (try_all (fun r => enclose_row fm r xs) l) (fun ys =>
      match n' with [] => Within ys | _ :: _ => enclose_network fm n' (map relu_enclosure ys) end)
  end.

Definition enclose_point (fm : format) (x : list Q) : outcome (list enclosure) :=
  try_all (fun v => operation fm (v, 0)) x.
(* to the narrower format an operation of it; to the wider one nothing *)
Definition narrows (from to : format) : bool := (precision to <? precision from)%positive.
Definition convert (from to : format) (xs : list enclosure) : outcome (list enclosure) :=
  if narrows from to then try_all (operation to) xs else Within xs.

(* one step of f: component by component, with its own constant *)
Definition apply_step (o : operator) (v c : Q) : Q :=
  match o with Add => v + c | Sub => v - c | Mul => v * c | Div => v / c end.
Definition enclose_step (fm : format) (o : operator) (x : enclosure * Q) : outcome enclosure :=
  let '((v, e), c) := x in
  match o with
  | Add | Sub => operation fm (apply_step o v c, e)
  | Mul => operation fm (apply_step o v c, mul (Qabs c) e)
  | Div => quotient fm (Qred (apply_step o v c), Qred (e / Qabs c))
  end.
Definition enclose_steps (fm : format) (ss : list step) (xs : list enclosure) : outcome (list enclosure) :=
  fold_left (fun got s => try got (fun ys => try_all (enclose_step fm (kind s)) (combine ys (constants s)))) ss (Within xs).

(* g: the point as read, converted, less the centre, through the network, converted back *)
Definition enclose_g (arithmetic g_format : format) (centre : option (list Q)) (g : network) (x : list Q)
  : outcome (list enclosure) :=
  try (enclose_point arithmetic x) (fun xs =>
  try (convert arithmetic g_format xs) (fun xs =>
  try (match centre with None => Within xs | Some c => enclose_steps g_format [Step Sub c] xs end) (fun xs =>
  try (enclose_network g_format g xs) (fun ys =>
  convert g_format arithmetic ys)))).

(* f: layers with the steps before them, and the steps behind the last layer *)
Record program := Program { stages : list (list step * layer); last_steps : list step }.
(* what the last layer reads, and that layer *)
Fixpoint enclose_stages (fm : format) (st : list (list step * layer)) (xs : list enclosure)
  : outcome (list enclosure * layer) :=
  match st with
  | [] => Within (xs, [])
  | (ss, l) :: st' =>
      try (enclose_steps fm ss xs) (fun ys =>
      match st' with
      | [] => Within (ys, l)
      | _ :: _ => try (try_all (fun r => enclose_row fm r ys) l) (fun zs => enclose_stages fm st' (map relu_enclosure zs))
      end)
  end.
Definition enclose_f (fm : format) (f : program) (x : list Q) : outcome (list enclosure) :=
  try (enclose_point fm x) (fun xs =>
  try (enclose_stages fm (stages f) xs) (fun '(ys, l) =>
  try (try_all (fun r => enclose_row fm r ys) l) (enclose_steps fm (last_steps f)))).

(* the sum, gs the enclosures of g: one more term of f's last row, or an operation where a step stands behind that row *)
Definition enclose_sum (fm : format) (f : program) (x : list Q) (gs : list enclosure) : outcome (list enclosure) :=
  match last_steps f with
  | [] =>
      try (enclose_point fm x) (fun xs =>
      try (enclose_stages fm (stages f) xs) (fun '(ys, l) =>
      try_all (fun rg => enclose_row fm (fst (fst rg), 1 :: snd (fst rg)) (snd rg :: ys)) (combine l gs)))
  | _ :: _ =>
      try (enclose_f fm f x) (fun fs =>
      try_all (fun fg => operation fm (add (fst (fst fg)) (fst (snd fg)), add (snd (fst fg)) (snd (snd fg)))) (combine fs gs))
  end.
