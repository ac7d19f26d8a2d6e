(* Prints, for every main theorem, what it rests on.  Each line of the output must
   read "Closed under the global context": no axiom, nothing admitted. *)
From FTCert Require Import Statements MainTwo.

(* the theorems prove the statements *)
Check definitions_agreeT : definitions_agree.
Check pieces_two_layersT : pieces_two_layers.
Check two_layers_exactT : two_layers_exact.
Check two_layers_tableT : two_layers_table.
Check equation_7T : equation_7.
Check corollary_4_2_correctedT : corollary_4_2_corrected.
Check corollary_4_2_1_falseT : corollary_4_2_1_false.
Check theorem_4_1_2_printed_falseT : theorem_4_1_2_printed_false.
Check theorem_4_1_2_intendedT : theorem_4_1_2_intended.
Check theorem_4_4_sharpenedT : theorem_4_4_sharpened.
Check equation_15T : equation_15.
Check figure_3_correctedT : figure_3_corrected.

Print Assumptions definitions_agreeT.
Print Assumptions pieces_two_layersT.
Print Assumptions two_layers_exactT.
Print Assumptions two_layers_tableT.
Print Assumptions equation_7T.
Print Assumptions corollary_4_2_correctedT.
Print Assumptions corollary_4_2_1_falseT.
Print Assumptions theorem_4_1_2_printed_falseT.
Print Assumptions theorem_4_1_2_intendedT.
Print Assumptions theorem_4_4_sharpenedT.
Print Assumptions equation_15T.
Print Assumptions figure_3_correctedT.
