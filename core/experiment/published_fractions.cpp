// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/fractional_design.h"

namespace mw::experiment {

const std::vector<PublishedFraction>& publishedFractions() {
  static const std::vector<PublishedFraction> kTable = {
      {3, 1, "C=AB"},
      {4, 1, "D=ABC"},
      {5, 1, "E=ABCD"},
      {5, 2, "D=AB E=AC"},
      {6, 1, "F=ABCDE"},
      {6, 2, "E=ABC F=BCD"},
      {6, 3, "D=AB E=AC F=BC"},
      {7, 1, "G=ABCDEF"},
      {7, 2, "F=ABCD G=ABDE"},
      {7, 3, "E=ABC F=BCD G=ACD"},
      {7, 4, "D=AB E=AC F=BC G=ABC"},
      {8, 2, "G=ABCD H=ABEF"},
      {8, 3, "F=ABC G=ABD H=BCDE"},
      {8, 4, "E=BCD F=ACD G=ABC H=ABD"},
      {9, 2, "H=ACDFG J=BCEFG"},
      {9, 3, "G=ABCD H=ACEF J=CDEF"},
      {9, 4, "F=BCDE G=ACDE H=ABDE J=ABCE"},
      {9, 5, "E=ABC F=BCD G=ACD H=ABD J=ABCD"},
      {10, 3, "H=ABCG J=BCDE K=ACDF"},
      {10, 4, "G=BCDF H=ACDF J=ABDE K=ABCE"},
      {10, 5, "F=ABCD G=ABCE H=ABDE J=ACDE K=BCDE"},
      {10, 6, "E=ABC F=BCD G=ACD H=ABD J=ABCD K=AB"},
      {11, 4, "H=ABCG J=BCDE K=ACDF L=ABCDEFG"},
      {11, 5, "G=CDE H=ABCD J=ABF K=BDEF L=ADEF"},
      {11, 6, "F=ABC G=BCD H=CDE J=ACD K=ADE L=BDE"},
      {11, 7, "E=ABC F=BCD G=ACD H=ABD J=ABCD K=AB L=AC"},
      {12, 7, "F=ABC G=ABD H=ACD J=BCD K=ABE L=ACE M=ABCDE"},
      {12, 8, "E=ABC F=ABD G=ACD H=BCD J=ABCD K=AB L=AC M=AD"},
      {13, 8, "F=ABC G=ABD H=ACD J=BCD K=ABE L=ACE M=BCE N=ABCDE"},
      {13, 9, "E=ABC F=ABD G=ACD H=BCD J=ABCD K=AB L=AC M=AD N=BC"},
      {14, 9, "F=ABC G=ABD H=ACD J=BCD K=ABE L=ACE M=BCE N=ADE O=ABCDE"},
      {14, 10, "E=ABC F=ABD G=ACD H=BCD J=ABCD K=AB L=AC M=AD N=BC O=BD"},
      {15, 10, "F=ABC G=ABD H=ACD J=BCD K=ABE L=ACE M=BCE N=ADE O=BDE P=ABCDE"},
      {15, 11, "E=ABC F=ABD G=ACD H=BCD J=ABCD K=AB L=AC M=AD N=BC O=BD P=CD"}};
  return kTable;
}

}  // namespace mw::experiment
